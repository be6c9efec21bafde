using System.Net;
using System.Net.Sockets;

namespace Reeve.Testing;

/// <summary>TCP ports that nobody uses.</summary>
public static class FreePorts
{
    // Below the range from which the kernel gives ports to connections: those would take one between the search and its use.
    private const int First = 12_000;
    private const int Count = 20_000;

    private static readonly HashSet<int> Given = [];

    /// <summary>Finds so many different ones; none is given twice in a process. Another process may take one before it is used.</summary>
    public static int[] Find(int count) => [.. Enumerable.Range(0, count).Select(_ => Find())];

    /// <summary>Finds one.</summary>
    public static int Find()
    {
        lock (Given)
        {
            while (true)
            {
                var port = First + Random.Shared.Next(Count);
                if (Given.Add(port) && IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    /// <summary>Finds the first of so many in a row; see <see cref="Find(int)"/>.</summary>
    public static int FindRow(int count)
    {
        lock (Given)
        {
            while (true)
            {
                var row = Enumerable.Range(First + Random.Shared.Next(Count - count), count).ToArray();
                if (!row.Any(Given.Contains) && row.All(IsFree))
                {
                    Given.UnionWith(row);
                    return row[0];
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
