using Reeve.Distributions.Containerd;
using Reeve.Distributions.Text;

namespace Reeve.Distributions.K3s;

/// <summary>Writes the files of k3s. Pure.</summary>
/// <remarks>Source: https://docs.k3s.io/installation/configuration, https://docs.k3s.io/installation/private-registry, https://docs.k3s.io/cli/server.</remarks>
public static class K3sFiles
{
    /// <summary>Where the configuration is.</summary>
    public const string ConfigurationPath = "/etc/rancher/k3s/config.yaml";

    /// <summary>Where the settings of registries are; they may hold passwords (0600).</summary>
    public const string RegistriesPath = "/etc/rancher/k3s/registries.yaml";

    /// <summary>Where the administrator's kubeconfig is.</summary>
    public const string KubeconfigPath = "/etc/rancher/k3s/k3s.yaml";

    /// <summary>Where the program is, unless somebody wants it elsewhere.</summary>
    public const string ProgramPath = "/usr/local/bin/k3s";

    /// <summary>Where the secret is that nodes join by, if the configuration names a file (0600).</summary>
    public const string TokenPath = "/etc/rancher/k3s/token";

    /// <summary>Where a server's unit is.</summary>
    public const string UnitPath = "/etc/systemd/system/k3s.service";

    /// <summary>Where the unit of an agent is, which is no server.</summary>
    public const string AgentUnitPath = "/etc/systemd/system/k3s-agent.service";

    /// <summary>What k3s leaves where its member was taken out of etcd: started again, it would join etcd as another one.</summary>
    public const string TombstonePath = "/var/lib/rancher/k3s/server/db/etcd/tombstone";

    /// <summary>Writes <see cref="ConfigurationPath"/>.</summary>
    /// <param name="configuration">What it shall say.</param>
    public static string WriteConfiguration(K3sConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var file = new Mapping { ["node-name"] = configuration.NodeName, ["write-kubeconfig-mode"] = "0600", ["cluster-domain"] = configuration.DnsDomain }
            .With("node-ip", configuration.NodeAddress)
            .With("node-taint", configuration.NodeTaints.ToList())
            .With("cluster-init", configuration.InitialisesEtcd ? true : null)
            .With("server", configuration.Server)
            .With("cluster-cidr", string.Join(',', configuration.PodSubnets))
            .With("service-cidr", string.Join(',', configuration.ServiceSubnets))
            .With("tls-san", configuration.CertificateNames.ToList())
            .With("disable", configuration.Disabled.ToList())
            .With("data-dir", configuration.DataDirectory)
            .With("token-file", configuration.TokenFile);
        if (configuration.HasOwnNetworkPlugin)
        {
            file["flannel-backend"] = "none";
            file["disable-network-policy"] = true;
        }

        foreach (var (name, values) in configuration.Arguments.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            file.With(name, values.ToList());
        }

        foreach (var (name, value) in configuration.ExtraSettings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            file[name] = value;
        }

        return YamlDocuments.Write(file);
    }

    /// <summary>Writes <see cref="ConfigurationPath"/> of an agent.</summary>
    /// <param name="configuration">What it shall say.</param>
    public static string WriteAgentConfiguration(K3sAgentConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return YamlDocuments.Write(new Mapping { ["node-name"] = configuration.NodeName, ["server"] = configuration.Server, ["token-file"] = configuration.TokenFile }
            .With("node-ip", configuration.NodeAddress));
    }

    /// <summary>Writes the file with k3s' environment, in the form of systemd.exec(5).</summary>
    /// <param name="variables">Variables by name; values of one line.</param>
    public static string WriteEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return string.Concat(variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => $"{variable.Key}=\"{variable.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n"));
    }

    /// <summary>Writes <see cref="RegistriesPath"/>.</summary>
    /// <param name="hosts">The registries.</param>
    public static string WriteRegistries(IReadOnlyList<RegistryHost> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        var mirrors = new Mapping();
        var settings = new Mapping();
        foreach (var host in hosts)
        {
            mirrors[host.Name] = new Mapping { ["endpoint"] = host.Endpoints.Count > 0 ? host.Endpoints.ToList() : [$"https://{host.Name}"] };
            settings.With(host.Name, new Mapping()
                .With("auth", host.Username.Length > 0 ? new Mapping { ["username"] = host.Username, ["password"] = host.Password } : null)
                .With("tls", new Mapping()
                    .With("ca_file", host.CertificateFiles.FirstOrDefault())
                    .With("insecure_skip_verify", host.SkipVerification ? true : null)));
        }

        return YamlDocuments.Write(new Mapping { ["mirrors"] = mirrors }.With("configs", settings));
    }

    /// <summary>
    /// Writes <see cref="UnitPath"/>: stopping it leaves the containers, as an upgrade needs.
    /// </summary>
    /// <param name="binary">Absolute path of the k3s program.</param>
    public static string WriteUnit(string binary) => Unit(binary, "server", UnitPath, condition: "");

    /// <summary>Writes <see cref="UnitPath"/> of one of several servers: taken out of etcd, it is not started again.</summary>
    /// <param name="binary">Absolute path of the k3s program.</param>
    public static string WriteMemberUnit(string binary) => Unit(binary, "server", UnitPath, $"ConditionPathExists=!{TombstonePath}\n");

    /// <summary>Writes <see cref="AgentUnitPath"/>.</summary>
    /// <param name="binary">Absolute path of the k3s program.</param>
    public static string WriteAgentUnit(string binary) => Unit(binary, "agent", AgentUnitPath, condition: "");

    private static string Unit(string binary, string command, string path, string condition) =>
        $"""
        [Unit]
        Description=Lightweight Kubernetes
        Wants=network-online.target
        After=network-online.target
        {condition}
        [Service]
        Type=notify
        EnvironmentFile=-{path}.env
        KillMode=process
        Delegate=yes
        LimitNOFILE=1048576
        LimitNPROC=infinity
        LimitCORE=infinity
        TasksMax=infinity
        TimeoutStartSec=0
        Restart=always
        RestartSec=5s
        ExecStartPre=-/sbin/modprobe br_netfilter
        ExecStartPre=-/sbin/modprobe overlay
        ExecStart={binary} {command}

        [Install]
        WantedBy=multi-user.target

        """.ReplaceLineEndings("\n");
}
