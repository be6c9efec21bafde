using System.Globalization;
using System.Text;

namespace Reeve.Ssh.Quoting;

/// <summary>
/// The one string that the SSH protocol has for a command. sshd gives it to the user's login shell, which may be a C shell or fish: the string
/// therefore has only characters that mean the same in all of them, and everything else as octal numbers for <c>printf %b</c>.
/// </summary>
internal static class WireCommand
{
    /// <summary>Longest argument that Linux takes, without what ssh and the shells add. Source: execve(2), MAX_ARG_STRLEN.</summary>
    private const int MaxLength = 120_000;

    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,@+- ";

    /// <summary>Makes the string that runs a script by a shell.</summary>
    /// <param name="shell">The shell's argv, as the site wants it: <c>/bin/sh</c>, or <c>/bin/bash -l</c>.</param>
    /// <param name="script">What it shall run.</param>
    public static string Of(IReadOnlyList<string> shell, string script)
    {
        var command = new StringBuilder("exec ");
        foreach (var word in shell)
        {
            command.Append(word).Append(' ');
        }

        command.Append("-c 'eval \"$(printf %b \"");
        foreach (var value in Encoding.UTF8.GetBytes(script))
        {
            if (Plain.Contains((char)value, StringComparison.Ordinal))
            {
                command.Append((char)value);
            }
            else
            {
                command.Append("\\0").Append(Convert.ToString(value, 8).PadLeft(3, '0'));
            }
        }

        command.Append("\")\"'");
        return command.Length <= MaxLength
            ? command.ToString()
            : throw new ProviderException(
                ErrorReason.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"A command of {script.Length} characters is too long for a remote shell; long texts belong into its input or into files."));
    }

    /// <summary>Whether a word can stand in <see cref="Of"/> as a shell's argv.</summary>
    public static bool IsPlain(string word) => word.Length > 0 && word.All(character => character != ' ' && Plain.Contains(character, StringComparison.Ordinal));
}
