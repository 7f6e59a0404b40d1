"""What more hubs do, and what is left when one of them is killed."""
