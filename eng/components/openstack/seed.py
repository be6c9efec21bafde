"""seed.py catalog|resources PORT_BASE CLOUDS_YAML: what a fresh cloud is given."""
import os
import secrets
import sys

step, base, clouds = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.environ['OS_CLIENT_CONFIG_FILE'] = clouds
import openstack  # noqa: E402  reads the variable

admin = openstack.connect(cloud='admin')
if step == 'catalog':
    identity = admin.identity
    for name, kind, url in (('glance', 'image', f'http://127.0.0.1:{base + 1}'),
                            ('placement', 'placement', f'http://127.0.0.1:{base + 2}'),
                            ('nova', 'compute', f'http://127.0.0.1:{base + 3}/v2.1'),
                            ('neutron', 'network', f'http://127.0.0.1:{base + 4}')):
        service = identity.create_service(name=name, type=kind)
        for face in ('public', 'internal', 'admin'):
            identity.create_endpoint(service_id=service.id, interface=face, url=url, region_id='RegionOne')
    password = admin.config.config['auth']['password']
    address = admin.config.config['auth']['auth_url']
    for name in ('demo', 'other'):
        project = identity.create_project(name=name, domain_id='default')
        user = identity.create_user(name=name, password=password, domain_id='default', default_project_id=project.id)
        for role in ('member', 'reader'):
            identity.assign_project_role_to_user(project, user, identity.find_role(role))
    demo = openstack.connect(cloud='demo')
    secret = secrets.token_urlsafe(24)
    credential = demo.identity.create_application_credential(demo.current_user_id, 'tests', secret=secret)
    with open(clouds, 'a') as file:
        file.write(f'  demo-credential:\n    auth_type: v3applicationcredential\n'
                   f'    auth: {{auth_url: "{address}", application_credential_id: "{credential.id}", application_credential_secret: "{secret}"}}\n'
                   '    region_name: RegionOne\n')
else:
    for name, processors, memory, disk in (('m4.small', 1, 1024, 10), ('m4.medium', 2, 2048, 20), ('m4.large', 2, 4096, 40),
                                           ('m4.xlarge', 4, 8192, 80), ('greedy', 64, 1024, 10), ('huge', 1, 1024, 10_000_000)):
        admin.compute.create_flavor(name=name, vcpus=processors, ram=memory, disk=disk)
    for name in ('tiny', 'ubuntu-22.04'):
        admin.image.create_image(name=name, data=b'\0' * 1024, disk_format='raw', container_format='bare', visibility='public')
    network = admin.network.create_network(name='public', is_router_external=True, provider_network_type='flat', provider_physical_network='ext')
    admin.network.create_subnet(name='public', network_id=network.id, ip_version=4, cidr='198.51.100.0/24', is_dhcp_enabled=False)
