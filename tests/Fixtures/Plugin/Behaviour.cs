using Reeve;

namespace Fixture;

/// <summary>What the file "behaviour" beside the assembly asks for: lines of <c>key=value</c>.</summary>
internal static class Behaviour
{
    private static readonly Dictionary<string, string> Lines = Read();

    /// <summary>Tells one copy of the plugin from another.</summary>
    public static string Label => Of("label") ?? "one";

    public static string? Of(string key) => Lines.GetValueOrDefault(key);

    public static void Act(string key)
    {
        switch (Of(key))
        {
            case "throw":
                throw new FixtureException($"thrown in {key}");
            case "fail":
                throw new ProviderException(ErrorReason.Unsupported, $"failed in {key}", new FixtureException("inside"));
            case "hang":
                Hang();
                break;
            case "library":
                _ = Fixture.Library.Greeting.Text;
                break;
        }
    }

    /// <summary>Blocks its thread: longer than any deadline of a test, but not for ever, because tests share the threads.</summary>
    public static void Hang()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(20));
    }

    private static Dictionary<string, string> Read()
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(Behaviour).Assembly.Location)!, "behaviour");
        return File.Exists(path)
            ? File.ReadLines(path).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1])
            : [];
    }
}
