using System.Globalization;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Rendering.Proxies;

/// <summary>A proxy for people.</summary>
internal static class ProxyText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, ProxyDocument proxy, TimeProvider time)
    {
        var (spec, status) = (proxy.Spec ?? new ProxySpec(), proxy.Status);
        var applied = proxy.Time is { } at ? $" ({ProxyTables.Since(at, time)} ago{(proxy.By is { } by ? $", by {PlainText.OneLine(by)}" : "")})" : "";
        output.WriteLine($"Name:      {proxy.Name}");
        output.WriteLine($"Provider:  {proxy.Provider}");
        output.WriteLine($"Revision:  {proxy.Revision?.ToString(CultureInfo.InvariantCulture)}{applied}");
        if (status is not null)
        {
            output.WriteLine($"Phase:     {status.Phase}");
        }

        if (status?.Problem is { } problem)
        {
            output.WriteLine($"Problem:   {PlainText.OneLine(problem)}");
        }

        WriteListeners(output, spec, status);
        WriteRoutes(output, spec);
        WriteServers(output, spec, status);
        if (status?.Certificates.Count > 0)
        {
            output.WriteLine();
            ProxyTables.WriteCertificates(output, status.Certificates, time);
        }
    }

    private static void WriteListeners(TextWriter output, ProxySpec spec, ProxyStatusDocument? status)
    {
        var table = new TextTable("LISTENER", "ADDRESS", "PROTOCOL", "CONNECTIONS", "FAULT");
        foreach (var listener in spec.Listeners)
        {
            var seen = status?.Listeners.FirstOrDefault(one => one.Name == listener.Name);
            table.Add(listener.Name, listener.Address, listener.Protocol, seen?.Connections?.ToString(CultureInfo.InvariantCulture) ?? "", seen?.Fault ?? "");
        }

        WriteRows(output, table, spec.Listeners.Count);
    }

    private static void WriteRoutes(TextWriter output, ProxySpec spec)
    {
        var table = new TextTable("ROUTE", "LISTENERS", "HOSTS", "PATH", "TO");
        foreach (var route in spec.Routes)
        {
            table.Add(
                route.Name,
                string.Join(", ", route.Listeners),
                route.Hosts.Count > 0 ? string.Join(", ", route.Hosts) : "*",
                PathOf(route),
                route.Upstream ?? (route.Response is { } response ? response.Status.ToString(CultureInfo.InvariantCulture) : route.RedirectToHttps ? "https" : ""));
        }

        WriteRows(output, table, spec.Routes.Count);
    }

    private static string PathOf(ProxyRouteSpec route) => route switch
    {
        { ExactPath: { } exact } => $"{exact} (alone)",
        { PathRegex: { } regex } => $"{regex} (expression)",
        { StripPrefix: true } => $"{route.PathPrefix} (taken away)",
        _ => route.PathPrefix ?? "",
    };

    private static void WriteServers(TextWriter output, ProxySpec spec, ProxyStatusDocument? status)
    {
        var table = new TextTable("UPSTREAM", "SERVER", "HEALTH");
        foreach (var (group, address) in spec.Upstreams.SelectMany(static group => group.Members.Select(member => (group.Name, member.Address))))
        {
            var seen = status?.Upstreams.FirstOrDefault(one => one.Group == group && one.Address == address);
            table.Add(group, address, seen is null ? "" : seen.Healthy ? "ok" : seen.Reason ?? "left out");
        }

        WriteRows(output, table, spec.Upstreams.Count);
    }

    private static void WriteRows(TextWriter output, TextTable table, int rows)
    {
        if (rows > 0)
        {
            output.WriteLine();
            table.WriteTo(output);
        }
    }
}
