using System.Buffers.Binary;
using Reeve.Testing;
using Reeve.Testing.Chromium;

namespace Reeve.Host.Tests.Pages.Browsing;

/// <summary>Pictures of the page in <c>docs/images</c>; <c>REEVE_UPDATE_SCREENSHOTS=1</c> takes them anew.</summary>
internal static class Screenshots
{
    /// <summary>Takes a picture, and sees that the one in the documentation is of the same page: fonts differ from machine to machine, the width does not.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The picture's name; null for one that is only taken.</param>
    /// <param name="width">The page's width.</param>
    public static async Task CheckAsync(BrowserPage page, string? name, int width)
    {
        var taken = await page.ScreenshotAsync();
        Assert.Equal(width, WidthOf(taken));
        if (name is null)
        {
            return;
        }

        var path = Path.Combine(Repository.Root, "docs", "images", $"{name}.png");
        if (Environment.GetEnvironmentVariable("REEVE_UPDATE_SCREENSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, taken);
        }

        Assert.Equal(width, WidthOf(await File.ReadAllBytesAsync(path)));
    }

    // PNG, section 11.2.2: the header's chunk is the first one.
    private static int WidthOf(byte[] png) => BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16, 4));
}
