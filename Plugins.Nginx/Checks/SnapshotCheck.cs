using System.Text.RegularExpressions;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Checks;

/// <summary>Refuses what nginx cannot do, by the name of the field.</summary>
internal static partial class SnapshotCheck
{
    /// <exception cref="ProviderException">The snapshot asks for something that nginx cannot do.</exception>
    public static void Run(ProxySnapshot snapshot, ProxyCapabilities capabilities)
    {
        ListenerCheck.Run(snapshot, capabilities);
        UpstreamCheck.Run(snapshot);
        RouteCheck.Run(snapshot);
        for (var i = 0; i < snapshot.Certificates.Count; i++)
        {
            if (snapshot.Certificates[i].AlpnProtocol is { } protocol)
            {
                throw Unsupported($"certificates[{i}].alpnProtocol", $"nginx chooses certificates by name alone, and cannot offer {protocol} beside HTTP; use the challenge http-01 or dns-01.");
            }
        }
    }

    public static ProviderException Unsupported(string field, string message) => new(ErrorReason.Unsupported, message) { Field = field };

    // Names become names in the configuration.
    public static void RequireLabel(string field, string name)
    {
        if (!Label().IsMatch(name))
        {
            throw new ProviderException(ErrorReason.Invalid, "A name must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends.") { Field = field };
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();
}
