using System.Net;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>
/// Validates Services as the API server does, as far as environment variables of pods depend on them. Pure; safe to call from any thread.
/// </summary>
public static class ServiceValidator
{
    private static readonly FieldPath Spec = FieldPath.Root.Child("spec");

    /// <summary>Finds what is wrong.</summary>
    /// <param name="service">The Service.</param>
    /// <returns>The errors, in the words of the API server; empty if there are none.</returns>
    public static IReadOnlyList<FieldError> Validate(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        var errors = new FieldErrors();
        var spec = service.Spec;
        MetadataValidator.Validate(errors, service.Metadata, FieldPath.Root.Child("metadata"), NameRules.Label1035);
        MetadataValidator.ValidateLabels(errors, spec.Selector, Spec.Child("selector"));
        if (spec.Type is { Length: > 0 } type)
        {
            errors.OneOf(Spec.Child("type"), type, ServiceTypes.ClusterIP, ServiceTypes.ExternalName, ServiceTypes.LoadBalancer, ServiceTypes.NodePort);
        }

        if (spec.ClusterIP is { Length: > 0 } address and not "None" && !IPAddress.TryParse(address, out _))
        {
            errors.Invalid(Spec.Child("clusterIPs").Index(0), address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }

        if (spec.Ports.Count == 0 && spec.ClusterIP != "None" && spec.Type != ServiceTypes.ExternalName)
        {
            errors.Required(Spec.Child("ports"));
        }

        ValidatePorts(errors, spec.Ports);
        return errors.ToList();
    }

    private static void ValidatePorts(FieldErrors errors, IReadOnlyList<ServicePort> ports)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(int Port, string Protocol)>();
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, field) = (ports[i], Spec.Child("ports").Index(i));
            ValidateName(errors, port.Name ?? "", names, ports.Count > 1, field.Child("name"));
            errors.InRange(field.Child("port"), port.Port, 1, 65535);
            var protocol = port.Protocol is { Length: > 0 } given ? given : Protocols.Tcp;
            errors.OneOf(field.Child("protocol"), protocol, Protocols.Sctp, Protocols.Tcp, Protocols.Udp);
            if (port.TargetPort is { } target)
            {
                PortRules.Validate(errors, target, field.Child("targetPort"));
            }

            if (!numbers.Add((port.Port, protocol)))
            {
                errors.Duplicate(field, $"{protocol}/{port.Port}");
            }
        }
    }

    private static void ValidateName(FieldErrors errors, string name, HashSet<string> names, bool required, FieldPath field)
    {
        if (name.Length == 0)
        {
            if (required)
            {
                errors.Required(field);
            }

            return;
        }

        errors.Invalid(field, name, NameRules.Label(name));
        if (!names.Add(name))
        {
            errors.Duplicate(field, name);
        }
    }
}
