"""What stands for the agents of a network that is only pretended.

Without agents every mechanism driver of Neutron refuses ports, and floating addresses stay down. These accept the first segment of
every port, and report at once what an agent would report.
"""
from neutron_lib import constants
from neutron_lib.api.definitions import portbindings
from neutron_lib.plugins.ml2 import api
from neutron.services.l3_router import l3_router_plugin


class Driver(api.MechanismDriver):
    """Binds every port and wires nothing."""

    def initialize(self):
        pass

    @property
    def connectivity(self):
        return portbindings.CONNECTIVITY_L2

    def bind_port(self, context):
        context.set_binding(context.segments_to_bind[0][api.ID], portbindings.VIF_TYPE_OTHER,
                            {portbindings.CAP_PORT_FILTER: True}, status=constants.PORT_STATUS_ACTIVE)


class Router(l3_router_plugin.L3RouterPlugin):
    """The stock router plugin; floating addresses are up as soon as they lead somewhere."""

    def _settle(self, context, address):
        status = constants.FLOATINGIP_STATUS_ACTIVE if address['port_id'] else constants.FLOATINGIP_STATUS_DOWN
        if address['status'] != status:
            self.update_floatingip_status(context.elevated(), address['id'], status)
            address['status'] = status
        return address

    def create_floatingip(self, context, floatingip, *args, **kwargs):
        return self._settle(context, super().create_floatingip(context, floatingip, *args, **kwargs))

    def update_floatingip(self, context, id, floatingip):
        return self._settle(context, super().update_floatingip(context, id, floatingip))
