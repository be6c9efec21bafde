using Microsoft.AspNetCore.Http;
using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/run/{namespace}/{pod}/{container}?cmd=…</c>: a command and its whole output, without an upgrade.</summary>
internal sealed class RunEndpoint(PodLookup lookup, ResponseBody response)
{
    private const int MaxOutput = 16 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context, string podNamespace, string pod, string? uid, string container)
    {
        // Words are parted by blanks alone; several parameters are words as they are.
        var words = context.Request.Query["cmd"].OfType<string>().ToArray();
        string[] command = words.Length == 1 ? words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) : words;
        if (command.Length == 0)
        {
            throw new KubeletException(StatusCodes.Status400BadRequest, "you must specify a command");
        }

        var record = lookup.Find(podNamespace, pod, uid);
        PodLookup.RequireRunning(record, container);
        var exec = lookup.Require<IPodExec>("run commands in containers");
        using var output = new BoundedOutput(MaxOutput);
        var request = new ExecRequest { Command = command, StandardOutput = output, StandardError = output };
        var code = await exec.ExecAsync(lookup.IdOf(record), container, request, context.RequestAborted);
        if (code != 0)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            output.Write(System.Text.Encoding.UTF8.GetBytes($"command terminated with exit code {code}\n"));
        }

        await response.WriteAsync(context, ResponseBody.Text, output.ToArray());
    }
}
