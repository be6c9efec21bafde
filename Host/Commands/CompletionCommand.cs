using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Completion;

namespace Reeve.Host.Commands;

/// <summary><c>reeve completion</c>.</summary>
internal static class CompletionCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new HostCommand("completion", "Prints a script that teaches a shell to complete reeve's command lines.")
        {
            Examples =
            [
                ("source <(reeve completion bash)", "for this bash"),
                ("reeve completion zsh > \"${fpath[1]}/_reeve\"", "for every zsh"),
                ("reeve completion fish > ~/.config/fish/completions/reeve.fish", "for every fish"),
            ],
        };
        command.Add(shell);
        command.SetHandler(cli, result =>
        {
            cli.Out.Write(CompletionScripts.For(result.GetRequiredValue(shell)));
            return ExitCodes.Success;
        });
        return command;
    }
}
