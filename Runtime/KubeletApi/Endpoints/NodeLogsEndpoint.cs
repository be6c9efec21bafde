using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/logs/</c>: one directory of the machine and what is below it. Links that lead out of it lead nowhere.</summary>
internal sealed class NodeLogsEndpoint(KubeletApiOptions options, ResponseBody response)
{
    private const int ChunkBytes = 64 * 1024;

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> path)
    {
        if (options.LogDirectory is not { } root)
        {
            throw new KubeletException(StatusCodes.Status405MethodNotAllowed, "logs endpoint is disabled.");
        }

        return OperatingSystem.IsLinux() && !path.Any(static name => name is "." or ".." || name.Contains('\0', StringComparison.Ordinal))
            ? ServeAsync(context, root, path)
            : throw NotFound();
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private async Task ServeAsync(HttpContext context, string root, IReadOnlyList<string> path)
    {
        using var directory = DirectoryHandle.TryOpen(root) ?? throw NotFound();
        using var found = Resolve(directory, path.Count == 0 ? "." : string.Join('/', path)) ?? throw NotFound();
        var status = FileStatus.Of(found);
        if (status.Kind == FileKind.Directory)
        {
            await ListAsync(context, found);
        }
        else if (status.Kind == FileKind.File)
        {
            await SendAsync(context, found);
        }
        else
        {
            throw NotFound();
        }
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static SafeFileHandle? Resolve(DirectoryHandle directory, string path)
    {
        try
        {
            return directory.TryResolve(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LinuxException)
        {
            return null; // it leads out of the directory, or is nobody's business
        }
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private async Task ListAsync(HttpContext context, SafeFileHandle found)
    {
        if (context.Request.Path.Value?.EndsWith('/') != true)
        {
            context.Response.Redirect($"{context.Request.Path}/", permanent: true);
            return;
        }

        using var directory = DirectoryHandle.Open($"/proc/self/fd/{found.DangerousGetHandle()}");
        var text = new StringBuilder("<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n");
        foreach (var entry in directory.Entries().OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            var name = directory.StatusOf(entry.Name)?.Kind == FileKind.Directory ? $"{entry.Name}/" : entry.Name;
            text.Append("<a href=\"").Append(Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)).Append("\">")
                .Append(WebUtility.HtmlEncode(name)).Append("</a>\n");
        }

        await response.WriteAsync(context, "text/html; charset=utf-8", text.Append("</pre>\n").ToString());
    }

    private async Task SendAsync(HttpContext context, SafeFileHandle found)
    {
        await using var file = Open(found);
        context.Response.ContentType = ResponseBody.Text;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentLength = file.Length;
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int count;
            while ((count = await file.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                await response.GuardAsync(context, context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The handle is of the very file that was found below the directory, whatever its path has become.
    private static FileStream Open(SafeFileHandle found)
    {
        try
        {
            return new FileStream($"/proc/self/fd/{found.DangerousGetHandle()}", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotFound();
        }
    }

    private static KubeletException NotFound() => new(StatusCodes.Status404NotFound, "404 page not found");
}
