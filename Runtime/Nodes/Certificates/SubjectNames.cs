using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>The names that a serving certificate is for. Compared by content.</summary>
internal sealed record SubjectNames
{
    /// <summary>None, as in a client certificate.</summary>
    public static SubjectNames None { get; } = new();

    /// <summary>DNS names, in lower case, sorted.</summary>
    public IReadOnlyList<string> DnsNames { get; private init; } = [];

    /// <summary>Addresses, sorted by their text.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; private init; } = [];

    /// <summary>Sorts addresses and names out of texts.</summary>
    public static SubjectNames Of(IEnumerable<string> names)
    {
        var all = names.Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new SubjectNames
        {
            DnsNames = [.. all.Where(name => !IPAddress.TryParse(name, out _)).Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)],
            Addresses = [.. all.Select(name => IPAddress.TryParse(name, out var address) ? address : null).OfType<IPAddress>()
                .OrderBy(address => address.ToString(), StringComparer.Ordinal)],
        };
    }

    /// <summary>The names that a certificate is for.</summary>
    public static SubjectNames In(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return extension is null
            ? None
            : Of(extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())));
    }

    /// <summary>The X.509 extension, or null without names.</summary>
    public X509Extension? ToExtension()
    {
        if (DnsNames.Count == 0 && Addresses.Count == 0)
        {
            return null;
        }

        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in DnsNames)
        {
            builder.AddDnsName(name);
        }

        foreach (var address in Addresses)
        {
            builder.AddIpAddress(address);
        }

        return builder.Build();
    }

    /// <summary>Whether every name of another is among these.</summary>
    public bool Cover(SubjectNames other) => !other.DnsNames.Except(DnsNames).Any() && !other.Addresses.Except(Addresses).Any();

    /// <inheritdoc/>
    public bool Equals(SubjectNames? other) =>
        other is not null && DnsNames.SequenceEqual(other.DnsNames) && Addresses.SequenceEqual(other.Addresses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DnsNames.Count, Addresses.Count, string.Join(',', DnsNames));
}
