package dev.selvage.platform.zookeeper;

/**
 * What the node of a record says, as JSON: which file holds its content. A record without content is a node without bytes.
 *
 * @param format raised when a release of before could not read what is written
 * @param file its name, in the directory of the job's records
 * @param crc32c of all its bytes, in eight hex digits
 */
record RecordNode(int format, String file, long length, String crc32c) {

    static final NodeFormat<RecordNode> FORMAT =
            new NodeFormat<>("where a record lies", RecordNode.class, RecordNode::format);
}
