using System.CommandLine;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Packages;

/// <summary>Arguments and options that commands about packages share. Each call makes a new one.</summary>
internal static class PackageArguments
{
    /// <summary>Packages.</summary>
    public static Argument<string[]> Ids(string description, bool required)
    {
        var argument = new Argument<string[]>("ID") { Description = description, Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore };
        PodArguments.RefuseOptions(argument);
        return argument;
    }

    /// <summary>The version.</summary>
    public static Option<string?> Version() => new("--version")
    {
        Description = "Version to take exactly, or a range such as [1.2,2.0) or 1.*, which updates keep to.",
        HelpName = "RANGE",
    };

    /// <summary>The source.</summary>
    public static Option<string?> Source() => new("--source")
    {
        Description = "The one source to use: a name in NuGet.Config, the address of a v3 feed, or a directory.",
        HelpName = "URL|DIR",
    };

    /// <summary>Pre-releases.</summary>
    public static Option<bool> Prerelease() => new("--prerelease") { Description = "Take pre-releases too." };

    /// <summary>Older versions.</summary>
    public static Option<bool> AllowDowngrade() => new("--allow-downgrade") { Description = "Take a version below the installed one." };

    /// <summary>Do nothing.</summary>
    public static Option<bool> DryRun() => new("--dry-run") { Description = "Say what would be done, and do nothing." };

    /// <summary>A source as the agent understands it, which has another working directory.</summary>
    public static string? SourceOf(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is { } source && Directory.Exists(source) ? Path.GetFullPath(source) : result.GetValue(option);
}
