namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>What the stand-in reads of its configuration: settings of one line.</summary>
internal sealed class K3sSettings
{
    private readonly Dictionary<string, string> _settings;

    private K3sSettings(Dictionary<string, string> settings) => _settings = settings;

    public static K3sSettings Read() => new(File.ReadAllLines("/etc/rancher/k3s/config.yaml").Where(line => line.Contains(": ", StringComparison.Ordinal) && !line.StartsWith(' '))
        .Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim('"')));

    public string Get(string name, string otherwise) => _settings.GetValueOrDefault(name, otherwise);
}
