using System.Reflection;

namespace Reeve.Plugins.Systemd.Tests;

/// <summary>Runs one scenario, a static method named on the command line, where a systemd is booted. Its failure is the exit code and the error output.</summary>
internal static class ScenarioProgram
{
    private static async Task<int> Main(string[] arguments)
    {
        var method = Type.GetType(arguments[0], throwOnError: true)!.GetMethod(arguments[1], BindingFlags.Static | BindingFlags.Public)
            ?? throw new MissingMethodException(arguments[0], arguments[1]);
        try
        {
            await (Task)method.Invoke(null, null)!;
            return 0;
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            await Console.Error.WriteLineAsync(exception.ToString());
            return 1;
        }
    }
}
