using System.Text;
using System.Text.Json;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Users;

/// <summary>Credentials for SSH out of a Secret, with the keys of <c>kubernetes.io/ssh-auth</c> and those that KNoC has.</summary>
internal sealed class SshSecret
{
    private readonly Dictionary<string, byte[]> _data;

    private SshSecret(Dictionary<string, byte[]> data) => _data = data;

    /// <summary>The private key, with a line feed at its end, without which ssh does not read it.</summary>
    public byte[] PrivateKey => [.. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_data["ssh-privatekey"]).Trim()), (byte)'\n'];

    /// <summary>The certificate; null if there is none.</summary>
    public byte[]? Certificate => _data.GetValueOrDefault("ssh-certificate");

    /// <summary>The remote user; null if it names none.</summary>
    public string? User => Text("remote_user");

    /// <summary>The login node with its port; null if it names none.</summary>
    public string? Host => Text("host") is not { } host ? null : Text("port") is { } port ? $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}" : host;

    /// <summary>Reads a Secret.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Denied"/>: it is not there, or has no key. What is in it is not told.</exception>
    public static SshSecret Read(ResolvedInput? input, string name)
    {
        var data = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (input is { Objects: [var json, ..] })
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.TryGetProperty("data", out var entries) && entries.ValueKind == JsonValueKind.Object)
            {
                foreach (var entry in entries.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String))
                {
                    if (entry.Value.TryGetBytesFromBase64(out var value))
                    {
                        data[entry.Name] = value;
                    }
                }
            }
        }

        return data.ContainsKey("ssh-privatekey")
            ? new SshSecret(data)
            : throw new ProviderException(ErrorReason.Denied, $"The Secret \"{name}\" with the SSH credentials has no ssh-privatekey, or is not there.");
    }

    /// <summary>Of credentials that are given otherwise.</summary>
    public static SshSecret Of(IReadOnlyDictionary<string, string> values) =>
        new(values.ToDictionary(value => value.Key, value => Encoding.UTF8.GetBytes(value.Value), StringComparer.Ordinal));

    private string? Text(string key) => _data.TryGetValue(key, out var value) && Encoding.UTF8.GetString(value).Trim() is { Length: > 0 } text ? text : null;
}
