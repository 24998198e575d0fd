"""The data set: pictures of cats and of other things, and the script that draws them."""
