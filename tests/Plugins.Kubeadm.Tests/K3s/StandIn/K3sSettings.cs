namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>What the stand-in reads of its configuration: settings of one line, and lists of such.</summary>
internal sealed class K3sSettings
{
    private readonly string[] _lines;

    private K3sSettings(string[] lines) => _lines = lines;

    public static K3sSettings Read() => new(File.ReadAllLines("/etc/rancher/k3s/config.yaml"));

    public string Get(string name, string otherwise) =>
        _lines.FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal)) is { } line ? Plain(line[(name.Length + 2)..]) : otherwise;

    public IEnumerable<string> GetAll(string name) =>
        _lines.SkipWhile(line => line != $"{name}:").Skip(1).TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => Plain(line[2..]));

    private static string Plain(string value) => value.Trim('"');
}
