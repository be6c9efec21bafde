using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Containers;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.KubeletApi.Cluster;

/// <summary>Makes a provider run commands on this machine, and forward ports of it.</summary>
internal static class ShellProvider
{
    public static void Equip(FakeProvider provider)
    {
        provider.Exec = ExecAsync;
        provider.Logs = LogsAsync;
        provider.Forward = ForwardAsync;
        provider.Attach = static async (request, token) =>
        {
            await request.StandardOutput!.WriteAsync("attached\n"u8.ToArray(), token);
            if (request.StandardInput is { } input)
            {
                await input.CopyToAsync(request.StandardOutput, token);
            }
        };
    }

    private static async Task<int> ExecAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(request.Command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in request.Command.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var input = CopyInputAsync(request.StandardInput, process, cancellationToken);
        await Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(request.StandardOutput ?? Stream.Null, cancellationToken),
            process.StandardError.BaseStream.CopyToAsync(request.StandardError ?? Stream.Null, cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static async Task CopyInputAsync(Stream? input, Process process, CancellationToken cancellationToken)
    {
        try
        {
            await (input ?? Stream.Null).CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            return; // the command has ended
        }
    }

    private static async Task LogsAsync(LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        if (query.Previous)
        {
            throw new ProviderException(ErrorReason.NotFound, "There is no earlier run.");
        }

        var time = query.Timestamps ? "2026-01-02T03:04:05.000000006Z " : "";
        await output.WriteAsync(Encoding.UTF8.GetBytes($"{time}one\n{time}two\n"), cancellationToken);
    }

    private static async Task ForwardAsync(int port, Stream connection, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        }
        catch (SocketException)
        {
            throw new ProviderException(ErrorReason.Transient, "Nobody listens.");
        }

        var peer = socket.GetStream();
        var there = Task.Run(async () =>
        {
            await connection.CopyToAsync(peer, cancellationToken);
            socket.Client.Shutdown(SocketShutdown.Send);
        }, cancellationToken);
        await peer.CopyToAsync(connection, cancellationToken);
        await connection.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        await there;
    }
}
