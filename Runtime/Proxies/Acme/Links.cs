namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Reads <c>Link</c> headers (RFC 8288) as far as authorities use them: <c>&lt;URL&gt;;rel="alternate"</c>.</summary>
internal static class Links
{
    /// <summary>The targets of a relation, in their order.</summary>
    public static IReadOnlyList<Uri> Find(HttpResponseMessage response, string relation)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
        {
            return [];
        }

        var found = new List<Uri>();
        foreach (var link in values.SelectMany(Split))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (link.StartsWith('<') && end > 0 && Uri.TryCreate(response.RequestMessage?.RequestUri, link[1..end], out var target)
                && link[(end + 1)..].Split(';', StringSplitOptions.TrimEntries).Any(part => IsRelation(part, relation)))
            {
                found.Add(target);
            }
        }

        return found;
    }

    // A header may hold several links; commas also occur within a URL, but not before "<".
    private static IEnumerable<string> Split(string header)
    {
        var start = 0;
        for (var comma = header.IndexOf(',', StringComparison.Ordinal); comma >= 0; comma = header.IndexOf(',', comma + 1))
        {
            if (header.AsSpan(comma + 1).TrimStart().StartsWith("<"))
            {
                yield return header[start..comma].Trim();
                start = comma + 1;
            }
        }

        yield return header[start..].Trim();
    }

    private static bool IsRelation(string part, string relation) =>
        part.Equals($"rel=\"{relation}\"", StringComparison.OrdinalIgnoreCase) || part.Equals($"rel={relation}", StringComparison.OrdinalIgnoreCase);
}
