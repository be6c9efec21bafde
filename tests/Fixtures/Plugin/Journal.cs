using Reeve.Plugins;

namespace Fixture;

/// <summary>Writes down what happened to an instance, in its state directory, for the tests.</summary>
internal sealed class Journal(ProviderContext context)
{
    private static readonly Lock Writing = new();

    public void Write(string line)
    {
        lock (Writing)
        {
            File.AppendAllText(Path.Combine(context.StateDirectory, "journal"), $"{line} {Behaviour.Label}\n");
        }
    }
}
