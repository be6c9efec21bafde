using System.Text;
using System.Text.RegularExpressions;
using Reeve.Distributions.Text;

namespace Reeve.Distributions.Containerd;

/// <summary>Writes containerd's <c>config.toml</c>. Pure.</summary>
/// <remarks>
/// Schema 2 for containerd 1, 3 for 2.0 to 2.2, 4 from 2.3 on. Source: containerd's docs/cri/config.md and docs/containerd-2.0.md.
/// </remarks>
public static partial class ContainerdFile
{
    /// <summary>The schema of a version's configuration.</summary>
    /// <param name="version">containerd's version.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: it is no version, or older than 1.3.</exception>
    public static int SchemaFor(string version)
    {
        var match = Form().Match(version ?? "");
        var (major, minor) = match.Success ? (int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan)) : default;
        return (major, minor) switch
        {
            (1, >= 3) => 2,
            (2, < 3) => 3,
            (>= 2, _) => 4,
            _ => throw new ProviderException(ErrorReason.Unsupported, $"containerd \"{version}\" is not supported: 1.3 is the oldest whose configuration is known."),
        };
    }

    /// <summary>Writes the file.</summary>
    /// <param name="configuration">What it shall say.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: the version is not supported.</exception>
    public static string Write(ContainerdConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var schema = SchemaFor(configuration.Version);
        var file = new StringBuilder($"version = {schema}\n");
        Set(file, "root", configuration.Root);
        Set(file, "state", configuration.State);
        if (schema == 2)
        {
            WriteOnePlugin(file, configuration);
        }
        else
        {
            WriteTwoPlugins(file, configuration);
        }

        return file.ToString();
    }

    private static void WriteOnePlugin(StringBuilder file, ContainerdConfiguration configuration)
    {
        const string cri = "plugins.\"io.containerd.grpc.v1.cri\"";
        Section(file, cri);
        Set(file, "sandbox_image", configuration.SandboxImage);
        SetRestriction(file, configuration);
        SetPlugins(file, cri, configuration);
        Section(file, $"{cri}.registry");
        Set(file, "config_path", configuration.RegistryDirectory);
        WriteRuntime(file, cri, configuration);
    }

    private static void WriteTwoPlugins(StringBuilder file, ContainerdConfiguration configuration)
    {
        const string images = "plugins.\"io.containerd.cri.v1.images\"";
        const string runtime = "plugins.\"io.containerd.cri.v1.runtime\"";
        if (configuration.SandboxImage.Length > 0)
        {
            Section(file, $"{images}.pinned_images");
            Set(file, "sandbox", configuration.SandboxImage);
        }

        Section(file, $"{images}.registry");
        Set(file, "config_path", configuration.RegistryDirectory);
        if (configuration.RestrictOomScoreAdjustment)
        {
            Section(file, runtime);
            SetRestriction(file, configuration);
        }

        SetPlugins(file, runtime, configuration);
        WriteRuntime(file, runtime, configuration);
    }

    private static void WriteRuntime(StringBuilder file, string plugin, ContainerdConfiguration configuration)
    {
        Section(file, $"{plugin}.containerd.runtimes.runc");
        Set(file, "runtime_type", "io.containerd.runc.v2");
        Section(file, $"{plugin}.containerd.runtimes.runc.options");
        file.Append("SystemdCgroup = ").Append(configuration.SystemdCgroup ? "true" : "false").Append('\n');
    }

    private static void SetPlugins(StringBuilder file, string plugin, ContainerdConfiguration configuration)
    {
        if (configuration.NetworkPluginDirectory.Length > 0)
        {
            Section(file, $"{plugin}.cni");
            Set(file, "bin_dir", configuration.NetworkPluginDirectory);
        }
    }

    private static void SetRestriction(StringBuilder file, ContainerdConfiguration configuration)
    {
        if (configuration.RestrictOomScoreAdjustment)
        {
            file.Append("restrict_oom_score_adj = true\n");
        }
    }

    private static void Section(StringBuilder file, string name) => file.Append("\n[").Append(name).Append("]\n");

    private static void Set(StringBuilder file, string name, string value)
    {
        if (value.Length > 0)
        {
            file.Append(name).Append(" = ").Append(TomlText.Quote(value)).Append('\n');
        }
    }

    [GeneratedRegex(@"^v?(\d{1,4})\.(\d{1,4})(?:[.+~-].*)?\z")]
    private static partial Regex Form();
}
