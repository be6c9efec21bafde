using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reeve.Workloads;

namespace Reeve.Host.Control;

/// <summary>A log query as the query part of a URL, with the names of the Kubernetes API.</summary>
internal static class LogQueryText
{
    /// <summary>Writes a query.</summary>
    public static string Write(string container, LogQuery query)
    {
        var text = new StringBuilder("?container=").Append(Uri.EscapeDataString(container));
        Append("follow", query.Follow ? "true" : null);
        Append("previous", query.Previous ? "true" : null);
        Append("timestamps", query.Timestamps ? "true" : null);
        Append("tailLines", query.TailLines?.ToString(CultureInfo.InvariantCulture));
        Append("limitBytes", query.LimitBytes?.ToString(CultureInfo.InvariantCulture));
        Append("sinceTime", query.SinceTime?.ToString("O", CultureInfo.InvariantCulture));
        Append("stream", query.Stream == LogStream.All ? null : query.Stream.ToString());
        return text.ToString();

        void Append(string name, string? value)
        {
            if (value is not null)
            {
                text.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    /// <summary>Reads a query.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a value is malformed.</exception>
    public static LogQuery Read(IQueryCollection query) => new()
    {
        Follow = query["follow"] == "true",
        Previous = query["previous"] == "true",
        Timestamps = query["timestamps"] == "true",
        TailLines = Number(query, "tailLines"),
        LimitBytes = Number(query, "limitBytes"),
        SinceTime = Text(query, "sinceTime") is not { } time ? null
            : DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var then) ? then
            : throw Malformed("sinceTime", time),
        Stream = Text(query, "stream") is not { } stream ? LogStream.All
            : Enum.TryParse<LogStream>(stream, ignoreCase: true, out var one) ? one
            : throw Malformed("stream", stream),
    };

    private static string? Text(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text, ..] ? text : null;

    private static long? Number(IQueryCollection query, string name) => Text(query, name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Malformed(name, text);

    private static ProviderException Malformed(string name, string value) =>
        new(ErrorReason.Invalid, $"The parameter {name} cannot be \"{value}\".");
}
