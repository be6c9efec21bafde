using System.Globalization;
using Reeve.AspNetCore.Proxies.Wire;

namespace Reeve.Host.Rendering.Proxies;

/// <summary>What there is to say of proxies, in rows.</summary>
internal static class ProxyTables
{
    /// <summary>Writes proxies.</summary>
    public static void WriteProxies(TextWriter output, IReadOnlyList<ProxyDocument> proxies, TimeProvider time)
    {
        var table = new TextTable("NAME", "PROVIDER", "PHASE", "REVISION", "LISTENERS", "CERTIFICATES", "CHANGED", "PROBLEM");
        foreach (var proxy in proxies)
        {
            var status = proxy.Status ?? new ProxyStatusDocument();
            table.Add(
                proxy.Name ?? "",
                proxy.Provider ?? "",
                status.Phase ?? "",
                Number(proxy.Revision),
                string.Join(", ", status.Listeners.Select(static listener => listener.Address)),
                $"{status.Certificates.Count(static certificate => certificate.NotAfter is not null)}/{status.Certificates.Count}",
                proxy.Time is { } at ? Since(at, time) : "",
                status.Problem ?? status.Listeners.Select(static listener => listener.Fault).FirstOrDefault(static fault => fault is not null) ?? "");
        }

        table.WriteTo(output);
    }

    /// <summary>Writes revisions.</summary>
    public static void WriteRevisions(TextWriter output, IReadOnlyList<ProxyRevisionDocument> revisions, TimeProvider time)
    {
        var table = new TextTable("REVISION", "AGE", "BY", "NOTE");
        foreach (var revision in revisions)
        {
            var notes = new[] { revision.Current ? "served now" : null, revision.RolledBackTo is { } back ? $"back to {back}" : null }.OfType<string>();
            table.Add(Number(revision.Revision), revision.Time is { } at ? Since(at, time) : "", revision.By ?? "", string.Join(", ", notes));
        }

        table.WriteTo(output);
    }

    /// <summary>Writes certificates.</summary>
    public static void WriteCertificates(TextWriter output, IReadOnlyList<ProxyCertificateDocument> certificates, TimeProvider time)
    {
        var table = new TextTable("NAME", "NAMES", "SOURCE", "ENDS", "RENEWED", "PROBLEM");
        foreach (var certificate in certificates)
        {
            table.Add(
                certificate.Name ?? "",
                string.Join(", ", certificate.Names),
                certificate.Source ?? "",
                certificate.NotAfter is { } end ? Until(end, time) : "none yet",
                certificate.RenewAt is { } next ? Until(next, time) : "",
                certificate.Problem ?? "");
        }

        table.WriteTo(output);
    }

    /// <summary>Writes what a document would change.</summary>
    public static void WriteChanges(TextWriter output, ProxyDiffDocument diff)
    {
        foreach (var change in diff.Changes)
        {
            output.WriteLine(PlainText.OneLine(change.Kind switch
            {
                "Added" => $"+ {change.Path}",
                "Removed" => $"- {change.Path}",
                _ => $"~ {change.Path}: {change.Before ?? "(none)"} -> {change.After ?? "(none)"}",
            }));
        }

        if (diff.Changes.Count == 0)
        {
            output.WriteLine($"nothing changes (revision {Number(diff.Revision)})");
        }
    }

    /// <summary>How long ago a time was.</summary>
    public static string Since(string text, TimeProvider time) => Age.Since(Time(text), time);

    private static string Until(string text, TimeProvider time)
    {
        var left = Time(text) - time.GetUtcNow();
        return left > TimeSpan.Zero ? $"in {Age.Of(left)}" : $"{Age.Of(-left)} ago";
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
