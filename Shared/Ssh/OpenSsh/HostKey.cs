using System.Security.Cryptography;

namespace Reeve.Ssh.OpenSsh;

/// <summary>A host's key as a line of known_hosts has it. Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.</summary>
/// <param name="Line">The line.</param>
/// <param name="Host">The host as it is written there: <c>name</c>, <c>[name]:port</c>.</param>
/// <param name="Fingerprint">As ssh shows it: <c>SHA256:</c> and base64 without padding.</param>
internal sealed record HostKey(string Line, string Host, string Fingerprint)
{
    /// <summary>Reads the first key of a known_hosts file; null if there is none.</summary>
    public static HostKey? Read(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var blob = new byte[words.Length > 2 ? words[2].Length : 0];
            if (words.Length > 2 && Convert.TryFromBase64String(words[2], blob, out var length))
            {
                return new HostKey(line, words[0], $"SHA256:{Convert.ToBase64String(SHA256.HashData(blob.AsSpan(0, length))).TrimEnd('=')}");
            }
        }

        return null;
    }
}
