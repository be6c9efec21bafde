using System.CommandLine;

namespace Reeve.Host.Commands.Nodes;

/// <summary>A flag of <c>reeve node</c>, and the settings that it means.</summary>
internal sealed record NodeFlag
{
    /// <summary>The flag.</summary>
    public required Option Option { get; init; }

    /// <summary>What its values mean.</summary>
    public required Func<string, IEnumerable<(string Key, string Value)>> Read { get; init; }

    /// <summary>Why it changes nothing; null if it does.</summary>
    public string? WithoutEffect { get; init; }

    /// <summary>A flag that sets one setting.</summary>
    public static NodeFlag Of(string key, Option option) => new() { Option = option, Read = value => [(key, value)] };

    /// <summary>A flag of another agent that there is no need for here.</summary>
    public static NodeFlag Ignored(string name, string why) =>
        new() { Option = Text(name, "VALUE", $"Has no effect: {why}."), Read = static _ => [], WithoutEffect = why };

    /// <summary>A flag with one value.</summary>
    public static Option<string?> Text(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = help, Description = description };

    /// <summary>A flag that may be repeated, or has its values separated by commas.</summary>
    public static Option<string[]> List(string name, string help, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = help, Description = description, DefaultValueFactory = _ => [] };

    /// <summary>A flag without a value.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>The settings that a command line gives by it.</summary>
    public IEnumerable<(string Key, string Value)> SettingsOf(ParseResult result) => Given(result).SelectMany(Read);

    /// <summary>What was written on a command line.</summary>
    public IEnumerable<string> Given(ParseResult result) => result.GetResult(Option) is not { Implicit: false }
        ? []
        : Option switch
        {
            Option<bool> flag => [result.GetValue(flag) ? "true" : "false"],
            Option<string[]> list => (result.GetValue(list) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            Option<string?> text => result.GetValue(text) is { } value ? [value] : [],
            _ => [],
        };
}
