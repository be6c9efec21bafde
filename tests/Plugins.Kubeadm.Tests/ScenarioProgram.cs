using System.Reflection;

namespace Reeve.Plugins.Kubeadm.Tests;

/// <summary>
/// Runs a scenario, a static method of a class that is named on the command line, inside a machine; the rest of the command line is given to it.
/// A failure is the exit code and the error output.
/// </summary>
internal static class ScenarioProgram
{
    private static async Task<int> Main(string[] arguments)
    {
        var type = Type.GetType(arguments[0], throwOnError: true)!;
        var scenario = type.GetMethod(arguments[1], BindingFlags.Static | BindingFlags.Public) ?? throw new MissingMethodException(arguments[0], arguments[1]);
        try
        {
            await (Task)scenario.Invoke(null, [arguments[2..]])!;
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or TimeoutException or ProviderException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.ToString());
            return 1;
        }
    }
}
