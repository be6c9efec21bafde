using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Runtime.Validation;

namespace Reeve.Host.Edge.Proxying;

/// <summary>Names of what an instance has in a proxy's document: <c>nginx-NAME-KIND-PORT</c>, and <c>-pN</c> after it for further paths of a port.</summary>
internal static partial class InstanceNames
{
    /// <summary>How long the name of an instance may be, so that all names that come of it are labels.</summary>
    public const int Longest = 40;

    private const string Prefix = "nginx-";

    /// <summary>Whether an instance may have a name.</summary>
    public static bool IsValid(string instance) => instance.Length <= Longest && DnsName.IsLabel(instance);

    /// <summary>The name of a listener, and of the first path of its port.</summary>
    public static string Listener(string instance, PortKind kind, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{instance}-{kind.ToString().ToLowerInvariant()}-{port}");

    /// <summary>The name of a route and its servers.</summary>
    /// <param name="listener">The name of the listener.</param>
    /// <param name="index">Which path of the port it is.</param>
    public static string Route(string listener, int index) => index == 0 ? listener : string.Create(CultureInfo.InvariantCulture, $"{listener}-p{index}");

    /// <summary>The instance that an object belongs to; null if to none.</summary>
    public static string? Instance(string name) => Form().Match(name) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("^nginx-(?<name>.+)-(http|tcp|udp)-[0-9]{1,5}(-p[0-9]{1,5})?\\z")]
    private static partial Regex Form();
}
