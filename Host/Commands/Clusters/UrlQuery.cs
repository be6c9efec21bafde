namespace Reeve.Host.Commands.Clusters;

/// <summary>The part of an address after the question mark.</summary>
internal static class UrlQuery
{
    /// <summary>Writes the parameters that have a value; empty for none.</summary>
    public static string Of(params IEnumerable<(string Name, string? Value)> parameters)
    {
        var parts = parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
