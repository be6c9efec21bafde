using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>Nodes whose pods only pass the time.</summary>
internal static class HollowNode
{
    private static readonly Lock Copying = new();

    /// <summary>How their agents are started. The provider's plugin is put beside the control plane, and goes with it.</summary>
    public static NodeAgentOptions Options(ControlPlane plane)
    {
        var plugins = Path.Combine(plane.Directory, "plugins");
        lock (Copying)
        {
            if (!Directory.Exists(plugins))
            {
                var target = Directory.CreateDirectory(Path.Combine(plugins, "hollow"));
                foreach (var file in Directory.GetFiles(Repository.Built("Reeve.Hollow")))
                {
                    File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
                }
            }
        }

        return new NodeAgentOptions { Provider = "hollow", Arguments = ["--plugins", plugins, "--node-ip", ControlPlane.NodeAddress.ToString()] };
    }
}
