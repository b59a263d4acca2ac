"""``botosmith serve``: fakes of services as an HTTP server, without generated packages.

    models on demand -> engines of fakes -> the rules of a file -> a server

``lazy_models``  botocore's ``ServiceModel`` whose file is read when something asks for its shapes
``services``     what a fake needs of a service, made in memory for one operation at a time
``rules_file``   rules in TOML or YAML, checked against ``rules.schema.json`` and the models;
                 ``documents`` reads the files, ``values`` the values in them
``running``      the server with all of these
"""
