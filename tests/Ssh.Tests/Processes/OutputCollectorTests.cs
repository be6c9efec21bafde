using Reeve.Ssh.Processes;
using Reeve.Streams;
using Xunit;

namespace Reeve.Ssh.Tests.Processes;

public sealed class OutputCollectorTests
{
    [Fact]
    public async Task Run_TooMuchOutput_LeavesNoStreamInUse()
    {
        var process = new StuckProcess();

        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => OutputCollector.RunAsync(process, new RemoteCommand { Arguments = ["x"], StandardInput = new byte[1], MaxOutput = 10 }, CancellationToken.None));

        Assert.Equal(ErrorReason.Exhausted, failure.Reason);
        Assert.Equal([0, 0, 0], process.Uses);
    }

    [Fact]
    public async Task Run_Cancelled_LeavesNoStreamInUse()
    {
        var process = new StuckProcess { Output = new EndlessStream(waits: true) };
        using var cancelling = new CancellationTokenSource();
        var running = OutputCollector.RunAsync(process, new RemoteCommand { Arguments = ["x"], StandardInput = new byte[1] }, cancelling.Token);
        Assert.Equal([1, 1, 1], process.Uses);

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([0, 0, 0], process.Uses);
    }

    /// <summary>Takes no input, writes without an end or not at all, and never ends.</summary>
    private sealed class StuckProcess : IRemoteProcess
    {
        private readonly EndlessStream _input = new(waits: true);
        private readonly EndlessStream _error = new(waits: true);

        public EndlessStream Output { get; init; } = new(waits: false);

        public int[] Uses => [_input.Uses, Output.Uses, _error.Uses];

        public Stream StandardInput => _input;

        public Stream StandardOutput => Output;

        public Stream StandardError => _error;

        public Task<int> WaitAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("It has not ended.");

        public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class EndlessStream(bool waits) : DuplexStream
    {
        private int _uses;

        public int Uses => Volatile.Read(ref _uses);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await UseAsync(cancellationToken);
            return buffer.Length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await UseAsync(cancellationToken);

        // A real stream, too, is in use for a while after it was told to stop.
        private async Task UseAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _uses);
            try
            {
                await Task.Delay(waits ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken);
            }
            finally
            {
                await Task.Yield();
                Interlocked.Decrement(ref _uses);
            }
        }
    }
}
