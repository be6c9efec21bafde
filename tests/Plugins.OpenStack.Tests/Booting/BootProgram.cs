using Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>Runs the scenario in a network of its own: the assembly is started as a program there. A failure is the exit code and the error output.</summary>
internal static class BootProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(9);

    /// <summary>Starts it in a new network, and waits for its end.</summary>
    /// <param name="arguments">What the scenario is told.</param>
    public static Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        "unshare", ["--net", "--", Environment.ProcessPath!, typeof(BootProgram).Assembly.Location, .. arguments], within: s_patience);

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            if (arguments is [var name, _, .. var rest] && name == typeof(K3sStandIn).FullName)
            {
                await K3sStandIn.RunAsync(rest); // on a machine
                return Environment.ExitCode;
            }

            await BootScenario.RunAsync(arguments);
            return 0;
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or TimeoutException or ProviderException or InvalidOperationException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            return 1;
        }
    }
}
