using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>The query of a request for logs, as <c>PodLogOptions</c> of the Kubernetes API.</summary>
internal static class LogParameters
{
    /// <summary>Reads a query.</summary>
    /// <exception cref="KubeletException">400: a value cannot be read. 422: one makes no sense.</exception>
    public static LogQuery Read(IQueryCollection query, DateTimeOffset now)
    {
        var tail = First(query, "tail") is { Length: > 0 } old ? (old == "all" ? null : Number(old)) : Number(First(query, "tailLines"));
        var limit = Number(First(query, "limitBytes"));
        var seconds = Number(First(query, "sinceSeconds"));
        var since = Instant(First(query, "sinceTime"));
        var stream = StreamOf(First(query, "stream"));
        if (tail < 0 || limit < 1 || seconds < 1 || (seconds is not null && since is not null) || (tail is not null && stream != LogStream.All))
        {
            throw new KubeletException(StatusCodes.Status422UnprocessableEntity, """{"message": "Invalid request."}""");
        }

        return new LogQuery
        {
            Follow = Flag(First(query, "follow")),
            Previous = Flag(First(query, "previous")),
            Timestamps = Flag(First(query, "timestamps")),
            TailLines = tail,
            LimitBytes = limit,
            SinceTime = seconds is { } ago ? Before(now, ago) : since,
            Stream = stream,
        };
    }

    private static string? First(IQueryCollection query, string name) => query[name] is [{ } value, ..] ? value : null;

    // Whatever is not false is true, as in the API's own reading of queries.
    private static bool Flag(string? text) => text is not null && text != "0" && !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    private static long? Number(string? text) => string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Malformed();

    private static DateTimeOffset? Instant(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && text.Contains('T', StringComparison.OrdinalIgnoreCase)
            ? time
            : throw Malformed();
    }

    private static LogStream StreamOf(string? text) => text switch
    {
        null or "" or "All" => LogStream.All,
        "Stdout" => LogStream.Stdout,
        "Stderr" => LogStream.Stderr,
        _ => throw new KubeletException(StatusCodes.Status422UnprocessableEntity, """{"message": "Invalid request."}"""),
    };

    private static DateTimeOffset Before(DateTimeOffset now, long seconds) =>
        seconds < (now - DateTimeOffset.MinValue).TotalSeconds ? now - TimeSpan.FromSeconds(seconds) : DateTimeOffset.MinValue;

    private static KubeletException Malformed() => new(StatusCodes.Status400BadRequest, """{"message": "Unable to decode query."}""");
}
