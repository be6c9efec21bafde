using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary>
/// The query of <c>/logs/?query=</c>, as arguments of journalctl(1). Source:
/// https://kubernetes.io/docs/concepts/cluster-administration/system-logs/#log-query
/// </summary>
internal static class JournalQuery
{
    private const int MaxServices = 4;
    private const int MaxTailLines = 100_000;

    /// <summary>Reads a query. What it asks for is never an option: a service's name begins with a letter or digit.</summary>
    /// <exception cref="KubeletException">400: it asks for something that is not there.</exception>
    public static IReadOnlyList<string> Arguments(IQueryCollection query)
    {
        List<string> arguments = ["--utc", "--no-pager", "--output=short-precise", "--quiet"];
        var services = query["query"].OfType<string>().ToList();
        if (services.Count is 0 or > MaxServices || services.Any(static name => !IsService(name)))
        {
            throw Invalid("query", $"up to {MaxServices} names of services of this machine");
        }

        arguments.AddRange(services.Select(static name => $"--unit={name}"));
        Add("sinceTime", "--since=", Time);
        Add("untilTime", "--until=", Time);
        Add("tailLines", "--lines=", static text => Number(text) is >= 0 and <= MaxTailLines ? text : null);
        Add("boot", "--boot=", static text => Number(text) is <= 0 ? text : null);
        Add("pattern", "--grep=", static text => text.Length <= 1024 ? text : null);
        return arguments;

        void Add(string name, string option, Func<string, string?> read)
        {
            if (query[name] is [{ Length: > 0 } text, ..])
            {
                arguments.Add(option + (read(text) ?? throw Invalid(name, "a value that can be read")));
            }
        }
    }

    private static bool IsService(string name) =>
        name.Length is > 0 and <= 256 && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@' or ':' or '\\');

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
        ? time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        : null;

    private static KubeletException Invalid(string name, string wanted) => new(StatusCodes.Status400BadRequest, $"Invalid value for \"{name}\": it has to be {wanted}.");
}
