using System.CommandLine;
using System.CommandLine.Completions;
using Reeve.Host.Completion;
using Reeve.Host.Rendering;

namespace Reeve.Host.CommandLine;

/// <summary>Arguments and options that several commands about pods share. Each call makes a new one.</summary>
internal static class PodArguments
{
    /// <summary>The namespace.</summary>
    public static Option<string> Namespace() => new("--namespace", "-n")
    {
        Description = "Namespace of the pod.",
        HelpName = "NAMESPACE",
        DefaultValueFactory = _ => "default",
    };

    /// <summary>All namespaces.</summary>
    public static Option<bool> AllNamespaces() => new("--all-namespaces", "-A") { Description = "Pods of all namespaces." };

    /// <summary>The output format.</summary>
    public static Option<string> Output(params string[] formats)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "Output format: " + string.Join(", ", formats) + ".",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => formats[0],
        };
        return option.AcceptOnlyFromAmong(formats);
    }

    /// <summary>The format chosen.</summary>
    public static OutputFormat FormatOf(ParseResult result, Option<string> option) =>
        Enum.Parse<OutputFormat>(result.GetRequiredValue(option), ignoreCase: true);

    /// <summary>The provider that runs pods.</summary>
    public static Option<string?> Provider() => new("--provider")
    {
        Description = "Provider that runs the pods, by default process.",
        HelpName = "NAME",
    };

    /// <summary>One pod.</summary>
    public static Argument<string> Pod(Cli cli)
    {
        var argument = new Argument<string>("POD") { Description = "Name of the pod." };
        argument.CompletionSources.Add(context => PodCompletions.Pods(cli, context));
        RefuseOptions(argument);
        return argument;
    }

    /// <summary>Any number of pods.</summary>
    public static Argument<string[]> Pods(Cli cli, string description)
    {
        var argument = new Argument<string[]>("POD") { Description = description, Arity = ArgumentArity.ZeroOrMore };
        argument.CompletionSources.Add(context => PodCompletions.Pods(cli, context));
        RefuseOptions(argument);
        return argument;
    }

    /// <summary>The container, as an option.</summary>
    public static Option<string?> Container(Cli cli)
    {
        var option = new Option<string?>("--container", "-c")
        {
            Description = "Name of the container; by default the first one.",
            HelpName = "CONTAINER",
        };
        option.CompletionSources.Add(context => PodCompletions.Containers(cli, context));
        return option;
    }

    /// <summary>Makes a mistyped option an error instead of a value.</summary>
    public static void RefuseOptions(Argument argument) => argument.Validators.Add(result =>
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } option)
        {
            result.AddError($"Unrecognized option '{option.Value}'.");
        }
    });
}
