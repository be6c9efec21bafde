using System.Net;
using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Testing;

namespace Reeve.Ssh.Tests;

/// <summary>What every shell does, shown on this machine's and on a real sshd's.</summary>
public sealed class RemoteShellTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>The shells that there are here.</summary>
    public static TheoryData<string> Shells => Components.Missing(Component.Slurm) is null || Components.Required ? ["local", "ssh"] : ["local"];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Run_AnyArguments_ArriveAsTheyAre(string kind)
    {
        await using var shell = await OpenAsync(kind);
        await Task.Run(() => Prop.ForAll(
            Words.List,
            words => RunAsync(shell, ["printf", "%s\\0", .. words]).GetAwaiter().GetResult().Output.Span.SequenceEqual(Words.Terminated(words)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(kind == "ssh" ? 40 : 100)));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Run_ExitCodesAndSignals_AsTheyAre(string kind)
    {
        await using var shell = await OpenAsync(kind);

        foreach (var code in (int[])[0, 1, 42, 127, 254, 255])
        {
            Assert.Equal(code, (await RunAsync(shell, ["sh", "-c", $"exit {code}"])).ExitCode);
        }

        Assert.Equal(137, (await RunAsync(shell, ["sh", "-c", "kill -KILL $$"])).ExitCode);
        Assert.Equal(143, (await RunAsync(shell, ["sh", "-c", "kill -TERM $$"])).ExitCode);
        Assert.Equal(127, (await RunAsync(shell, ["no-such-program"])).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Run_InputAndErrors_AsTheyAre(string kind)
    {
        await using var shell = await OpenAsync(kind);
        var input = new byte[1_000_000];
        Random.Shared.NextBytes(input);

        var result = await shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", "printf '\\036wrong\\036' >&2; cat"], StandardInput = input }, None);

        Assert.True(result.Output.Span.SequenceEqual(input));
        Assert.Equal("\u001ewrong\u001e", Encoding.UTF8.GetString(result.Error.Span));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Run_InputThatNobodyReads_NoError(string kind)
    {
        await using var shell = await OpenAsync(kind);

        Assert.Equal(0, (await shell.RunAsync(new RemoteCommand { Arguments = ["true"], StandardInput = new byte[1_000_000] }, None)).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Run_TooMuchOutput_Exhausted(string kind)
    {
        await using var shell = await OpenAsync(kind);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => shell.RunAsync(new RemoteCommand { Arguments = ["cat", "/dev/zero"], MaxOutput = 100_000 }, None));

        Assert.Equal(ErrorReason.Exhausted, failure.Reason);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Run_Cancelled_ProgramIsEnded(string kind)
    {
        using var scratch = new TempDirectory();
        OpenToAll(scratch.Path);
        await using var shell = await OpenAsync(kind);
        using var cancel = new CancellationTokenSource();
        var running = shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", $"echo $$ >{scratch["pid"]}; exec sleep 1000"] }, cancel.Token);
        await Eventually.TrueAsync(() => File.Exists(scratch["pid"]) && File.ReadAllText(scratch["pid"]).Length > 1, "the program runs");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var number = File.ReadAllText(scratch["pid"]).Trim();
        await Eventually.TrueAsync(() => !ProcessLife.IsAlive(number), "the program is gone");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Start_Streams_FlowWhileItRuns(string kind)
    {
        await using var shell = await OpenAsync(kind);
        await using var process = await shell.StartAsync(new RemoteCommand { Arguments = ["sh", "-c", "while read -r line; do echo \"<$line>\"; done; exit 7"] }, None);
        using var reader = new StreamReader(process.StandardOutput);

        foreach (var word in (string[])["one", "two"])
        {
            await process.StandardInput.WriteAsync(Encoding.UTF8.GetBytes(word + "\n"));
            await process.StandardInput.FlushAsync();
            Assert.Equal($"<{word}>", await reader.ReadLineAsync());
        }

        await process.StandardInput.DisposeAsync();
        Assert.Equal(7, await process.WaitAsync(None));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Start_OnATerminal_HasOneOfTheSizeThatIsSet(string kind)
    {
        await using var shell = await OpenAsync(kind);
        const string Script = "test -t 0 && test -t 1 && stty size; trap 'stty size; exit 3' WINCH; echo ready; while :; do sleep 0.05; done";
        await using var process = await shell.StartAsync(new RemoteCommand { Arguments = ["sh", "-c", Script], Tty = true }, None);
        using var reader = new StreamReader(process.StandardOutput);
        while (await reader.ReadLineAsync() is { } line && line != "ready")
        {
            // The first size is nobody's choice.
        }

        await process.ResizeAsync(132, 43, None);

        Assert.Equal("43 132", await reader.ReadLineAsync());
        Assert.Equal(3, await process.WaitAsync(None));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Connect_ToAListener_BothWaysAndHalfClosed(string kind)
    {
        await using var shell = await OpenAsync(kind);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener);
        await using var stream = await shell.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, None);

        await stream.WriteAsync("to there"u8.ToArray());
        await stream.WriteAsync(Array.Empty<byte>());
        await stream.FlushAsync();

        using var reader = new StreamReader(stream);
        Assert.Equal("got: to there", await reader.ReadToEndAsync());
        await served;
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Connect_NobodyListens_Transient(string kind)
    {
        await using var shell = await OpenAsync(kind);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => shell.ConnectAsync("127.0.0.1", FreePorts.Find(), None));

        Assert.Equal(ErrorReason.Transient, failure.Reason);
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"got: {text}"));
    }

    private static async Task<IRemoteShell> OpenAsync(string kind) => kind == "local" ? new LocalShell() : await Logins.ShellAsync();

    private static Task<RemoteResult> RunAsync(IRemoteShell shell, IReadOnlyList<string> arguments) => shell.RunAsync(new RemoteCommand { Arguments = arguments }, None);

    private static void OpenToAll(string directory) => File.SetUnixFileMode(directory, (UnixFileMode)0x1ff);
}
