"""Parts that several tabs are made of. They know no tab."""
