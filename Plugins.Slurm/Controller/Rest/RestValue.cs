using System.Globalization;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>Writes values of sbatch's options as versions from v0.0.39 on take them.</summary>
internal static class RestValue
{
    /// <summary>A value.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the text is none.</exception>
    public static JsonNode Make(JobOption option, RestFieldKind kind, RestVersion version)
    {
        var text = option.Value ?? "";
        return kind switch
        {
            RestFieldKind.Integer => Integer(option),
            RestFieldKind.Number => Set(Integer(option)),
            RestFieldKind.Memory => Set(Megabytes(option)),
            RestFieldKind.Disk => Megabytes(option),
            RestFieldKind.Minutes => Minutes(option),
            RestFieldKind.Resources => string.Join(',', text.Split(',').Select(item => version.ResourcePrefix + item)),
            RestFieldKind.Gpus => $"{version.ResourcePrefix}gpu:{text}",
            RestFieldKind.List => new JsonArray([.. text.Split(',').Select(item => (JsonNode?)item)]),
            RestFieldKind.Capitals => new JsonArray([.. text.Split(',').Select(item => (JsonNode?)item.ToUpperInvariant())]),
            RestFieldKind.True => true,
            RestFieldKind.False => false,
            RestFieldKind.Shared => new JsonArray(option.Name == "oversubscribe" ? "oversubscribe" : text.Length == 0 || text == "exclusive" ? "none" : text),
            _ => text,
        };
    }

    /// <summary>A number that is set.</summary>
    public static JsonObject Set(long number) => new() { ["set"] = true, ["infinite"] = false, ["number"] = number };

    private static long Integer(JobOption option) =>
        long.TryParse(option.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(option, "a whole number");

    private static JsonObject Minutes(JobOption option) =>
        option.Value?.ToUpperInvariant() is "UNLIMITED" or "INFINITE" or "-1" ? new JsonObject { ["set"] = true, ["infinite"] = true, ["number"] = 0 }
            : Commands.SlurmText.Duration(option.Value ?? "") is { } time ? Set((long)Math.Ceiling(time.TotalMinutes)) : throw Wrong(option, "a length of time");

    private static long Megabytes(JobOption option)
    {
        // A number alone is MiB. Kilobytes are rounded up.
        var text = option.Value ?? "";
        var unit = text.Length == 0 ? ' ' : char.ToUpperInvariant(text[^1]);
        var digits = char.IsAsciiDigit(unit) ? text : text.Length > 0 ? text[..^1] : "";
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> 21)
        {
            throw Wrong(option, "an amount of memory");
        }

        return unit switch
        {
            'K' => (number + 1023) >> 10,
            'G' => number << 10,
            'T' => number << 20,
            'M' or (>= '0' and <= '9') => number,
            _ => throw Wrong(option, "an amount of memory"),
        };
    }

    private static ProviderException Wrong(JobOption option, string what) => new(ErrorReason.Invalid, $"--{option.Name} needs {what}.");
}
