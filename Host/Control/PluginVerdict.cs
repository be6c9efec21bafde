using Reeve.Runtime.Plugins;

namespace Reeve.Host.Control;

/// <summary>The result of trying a plugin.</summary>
internal sealed record PluginVerdict
{
    /// <summary>The plugin.</summary>
    public required PluginSummary Plugin { get; init; }

    /// <summary>Whether it can be used.</summary>
    public required bool Usable { get; init; }

    /// <summary>Why it cannot be used.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What should be better.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Sums a verification up.</summary>
    public static PluginVerdict Of(PluginVerification verification) => new()
    {
        Plugin = PluginSummary.Of(verification.Plugin),
        Usable = verification.Succeeded,
        Errors = [.. verification.Findings.Where(finding => finding.IsError).Select(finding => finding.Message)],
        Warnings = [.. verification.Findings.Where(finding => !finding.IsError).Select(finding => finding.Message)],
    };

    /// <summary>Writes it for people.</summary>
    public void WriteTo(TextWriter output)
    {
        output.WriteLine($"{Plugin.Id} {Plugin.Version} ({Plugin.Path})");
        foreach (var error in Errors)
        {
            output.WriteLine($"error: {error}");
        }

        foreach (var warning in Warnings)
        {
            output.WriteLine($"warning: {warning}");
        }

        output.WriteLine(Usable
            ? $"It can be used. It provides {string.Join(", ", Plugin.Provides.Select(provider => $"{provider.Kind} {provider.Name}"))}."
            : "It cannot be used.");
    }
}
