using System.CommandLine;
using System.CommandLine.Help;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;

namespace Reeve.Host.Manual;

/// <summary>The manual page of one command, from what its <c>--help</c> is made of.</summary>
internal static class CommandPage
{
    private static readonly (string Code, string Meaning)[] ExitStatus =
    [
        ("0", "Done."),
        ("1", "It was tried and failed."),
        ("2", "The command line, the configuration or a manifest is wrong; nothing was done."),
    ];

    /// <summary>Writes it.</summary>
    /// <param name="path">The words that lead to the command: <c>reeve cluster get</c>.</param>
    /// <param name="command">The command.</param>
    /// <param name="parent">The page of the command above; null for the first.</param>
    public static string Write(IReadOnlyList<string> path, Command command, string? parent)
    {
        var name = NameOf(path);
        var page = new Roff(name, 1, $"reeve {VersionCommand.Version.Split('+')[0]}");
        page.Section("Name").Paragraph($"{name} - {Short(command.Description)}");
        page.Section("Synopsis").Lines(Synopsis(path, command));
        page.Section("Description").Paragraph(command.Description ?? "");
        foreach (var argument in command.Arguments.Where(static argument => !argument.Hidden))
        {
            page.Term(argument.Name, "", argument.Description ?? "");
        }

        AppendCommands(page, path, command);
        AppendOptions(page, "Options", command.Options.Where(option => !GlobalOptions.All.Contains(option)));
        if (parent is null)
        {
            AppendOptions(page, "Options of every command", GlobalOptions.All);
        }

        if ((command as HostCommand)?.Examples is { Count: > 0 } examples)
        {
            page.Section("Examples");
            foreach (var (line, purpose) in examples)
            {
                page.Term(line, "", purpose);
            }
        }

        page.Section("Exit status");
        foreach (var (code, meaning) in ExitStatus)
        {
            page.Term(code, "", meaning);
        }

        page.Section("See also").Paragraph(parent is null ? "reeve.yaml(5)" : $"{parent}(1), reeve.yaml(5)");
        return page.ToString();
    }

    /// <summary>The name of a command's page.</summary>
    public static string NameOf(IReadOnlyList<string> path) => string.Join('-', path);

    private static void AppendCommands(Roff page, IReadOnlyList<string> path, Command command)
    {
        var commands = command.Subcommands.Where(static one => !one.Hidden).ToList();
        if (commands.Count == 0)
        {
            return;
        }

        page.Section("Commands");
        foreach (var one in commands)
        {
            page.Term($"{NameOf([.. path, one.Name])}(1)", "", one.Description ?? "");
        }
    }

    private static void AppendOptions(Roff page, string heading, IEnumerable<Option> options)
    {
        var shown = options.Where(static option => !option.Hidden && option is not (HelpOption or VersionOption)).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        page.Section(heading);
        foreach (var option in shown)
        {
            var takesNone = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool);
            page.Term(string.Join(", ", option.Aliases.Prepend(option.Name).Distinct()), takesNone ? "" : option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant(), option.Description ?? "");
        }
    }

    private static string Synopsis(IReadOnlyList<string> path, Command command)
    {
        var arguments = command.Arguments.Where(static argument => !argument.Hidden).Select(static argument => (argument.Arity.MinimumNumberOfValues, argument.Arity.MaximumNumberOfValues) switch
        {
            (0, > 1) => $"[{argument.Name}...]",
            (0, _) => $"[{argument.Name}]",
            (_, > 1) => $"{argument.Name}...",
            _ => argument.Name,
        });
        var commands = command.Subcommands.Any(static one => !one.Hidden) ? ["COMMAND"] : Array.Empty<string>();
        return string.Join(' ', [.. path, .. commands, .. arguments, "[OPTION...]"]);
    }

    // Databases of manual pages read one line without a stop.
    private static string Short(string? description)
    {
        var text = description ?? "";
        var stop = text.IndexOf(". ", StringComparison.Ordinal);
        return (stop < 0 ? text : text[..stop]).TrimEnd('.');
    }
}
