"""What comparing Swift with the catalogue takes."""
