"""The reference of what authors write, made from the models and the schemas."""
