using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Reeve.Containers;

namespace Reeve.Host.Terminals;

/// <summary>The size of this terminal, now and after each change.</summary>
internal static class WindowSizes
{
    /// <summary>Gives sizes until cancelled.</summary>
    public static async IAsyncEnumerable<TerminalSize> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var registration = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => changes.Writer.TryWrite(true));
        yield return Current();
        await foreach (var _ in changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return Current();
        }
    }

    private static TerminalSize Current() => new()
    {
        Width = (ushort)Math.Clamp(Console.WindowWidth, 1, ushort.MaxValue),
        Height = (ushort)Math.Clamp(Console.WindowHeight, 1, ushort.MaxValue),
    };
}
