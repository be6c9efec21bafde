using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>The ports and floating addresses of a plan's machines, each drawn once, when it is first asked for.</summary>
internal sealed class MachinePorts(PlanDraft draft, MachinePlan plan, CloudChoices choices, NetworkPlan network, SecurityPlan security)
{
    private readonly Dictionary<string, Made> _ports = new(StringComparer.Ordinal);

    /// <summary>By the machine's name.</summary>
    public Made this[string machine] => _ports[machine];

    /// <summary>The port of a place's machine.</summary>
    /// <param name="slot">The place.</param>
    /// <param name="dependsOn">What comes before it is made.</param>
    public Made Of(MachineSlot slot, IReadOnlyList<string> dependsOn)
    {
        if (!_ports.TryGetValue(slot.Machine.Name, out var port))
        {
            _ports[slot.Machine.Name] = port = plan.Port(slot, network, security, dependsOn);
        }

        return port;
    }

    /// <summary>The floating address of a machine that shall have one, unless it takes over another one's.</summary>
    public void Address(MachineSlot slot)
    {
        var port = _ports[slot.Machine.Name];
        if (slot.Machine.Spec.FloatingIps && !slot.After.Any(HasAddress))
        {
            AccessPlan.Floating(draft, $"address-{slot.Machine.Name}", choices, network, port.Id, port.Steps);
        }
    }

    private bool HasAddress(CloudResource server) => draft.Facts.Of(NetworkKinds.Port).Where(port => port.Parent == server.Id)
        .Any(port => draft.Facts.Of(NetworkKinds.FloatingIp).Any(address => address.Parent == port.Id));
}
