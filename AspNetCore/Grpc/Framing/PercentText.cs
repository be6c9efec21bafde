using System.Globalization;
using System.Text;

namespace Reeve.AspNetCore.Grpc.Framing;

/// <summary>Text in the header <c>grpc-message</c>: UTF-8, with everything but printable ASCII as <c>%XX</c>.</summary>
internal static class PercentText
{
    /// <summary>Encodes a text.</summary>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            if (letter is >= 0x20 and <= 0x7e and not (byte)'%')
            {
                result.Append((char)letter);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"%{letter:X2}");
            }
        }

        return result.ToString();
    }
}
