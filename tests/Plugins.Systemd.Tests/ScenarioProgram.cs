using System.Reflection;

namespace Reeve.Plugins.Systemd.Tests;

/// <summary>
/// Runs scenarios, static methods of a class that is named on the command line, where a systemd is booted: those that are named, one after the other.
/// A failure is the exit code and the error output.
/// </summary>
internal static class ScenarioProgram
{
    private static async Task<int> Main(string[] arguments)
    {
        var type = Type.GetType(arguments[0], throwOnError: true)!;
        var failed = 0;
        foreach (var name in arguments[1..])
        {
            var passed = await RunAsync(type.GetMethod(name, BindingFlags.Static | BindingFlags.Public) ?? throw new MissingMethodException(arguments[0], name));
            failed += passed ? 0 : 1;
            Console.WriteLine($"{(passed ? "passed" : "FAILED")} {type.Name}.{name}");
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<bool> RunAsync(MethodInfo scenario)
    {
        try
        {
            await (Task)scenario.Invoke(null, null)!;
            return true;
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or TimeoutException or ProviderException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.ToString());
            return false;
        }
    }
}
