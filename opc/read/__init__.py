"""From files to the model. The only room that opens a file to read; what is wrong is noticed, never raised."""
