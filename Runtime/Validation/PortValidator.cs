using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates the ports of containers.</summary>
internal static class PortValidator
{
    private const int MaxPort = 65535;

    public static void Validate(FieldErrors errors, IReadOnlyList<ContainerPort> ports, FieldPath field)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, item) = (ports[i], field.Index(i));
            ValidateName(errors, port.Name, names, item.Child("name"));
            if (port.Port == 0)
            {
                errors.Required(item.Child("containerPort"));
            }
            else
            {
                errors.InRange(item.Child("containerPort"), port.Port, 1, MaxPort);
            }

            if (port.HostPort is { } hostPort and not 0)
            {
                errors.InRange(item.Child("hostPort"), hostPort, 1, MaxPort);
            }

            if (port.Protocol is not { Length: > 0 } protocol)
            {
                errors.Required(item.Child("protocol"));
            }
            else
            {
                errors.OneOf(item.Child("protocol"), protocol, Protocols.Sctp, Protocols.Tcp, Protocols.Udp);
            }
        }
    }

    /// <summary>Finds ports of the host that are taken already.</summary>
    public static void ValidateHostPorts(FieldErrors errors, ContainerCommon container, HashSet<string> taken, FieldPath field)
    {
        for (var i = 0; i < container.Ports.Count; i++)
        {
            var port = container.Ports[i];
            var key = $"{port.Protocol}/{port.HostIP}/{port.HostPort}";
            if (port.HostPort is not (null or 0) && !taken.Add(key))
            {
                errors.Duplicate(field.Child("ports").Index(i).Child("hostPort"), key);
            }
        }
    }

    private static void ValidateName(FieldErrors errors, string? name, HashSet<string> names, FieldPath field)
    {
        if (name is not { Length: > 0 })
        {
            return;
        }

        var before = errors.Count;
        errors.Invalid(field, name, NameRules.PortName(name));
        if (errors.Count == before && !names.Add(name))
        {
            errors.Duplicate(field, name);
        }
    }
}
